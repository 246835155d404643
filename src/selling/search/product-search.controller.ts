import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../shared/http';
import { FoundProductPage, ProductSearchQuery } from './found-product.dto';
import { FoundProducts } from './found-products.service';

@ApiTags('products')
@Controller('api/v1/products/search')
export class ProductSearchController {
  constructor(private readonly products: FoundProducts) {}

  /** Products of all the producers that one may see, by words and by what is known of them. */
  @Get()
  search(@CurrentActor() actor: Actor, @Query() query: ProductSearchQuery): Promise<FoundProductPage> {
    return this.products.search(actor, query);
  }
}

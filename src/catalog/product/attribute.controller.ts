import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import {
  AttributeDefinitionDto,
  AttributeQuery,
  ChangeAttribute,
  DefineAttribute,
  EndAttribute,
  toAttributeDefinitionDto,
} from './attribute.dto';
import { AttributeService } from './attribute.service';

@ApiTags('attributes')
@Controller('api/v1/attribute-definitions')
export class AttributeController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly attributes: AttributeService,
  ) {}

  /** What products of a set may or must say of themselves. Oldest first. */
  @Get()
  @ApiPage(AttributeDefinitionDto)
  list(@Query() query: AttributeQuery): Promise<Page<AttributeDefinitionDto>> {
    return this.attributes.list(this.transactions.reader, query);
  }

  /** For people of the province and operators only. */
  @Post()
  define(@Write() write: WriteRequest, @Body() body: DefineAttribute): Promise<AttributeDefinitionDto> {
    return this.writes.run(write, async (tx) => toAttributeDefinitionDto(await this.attributes.define(tx, body, write.actor.accountId)));
  }

  /** Ends the definition the day before and makes a new one of the same code. */
  @Patch(':id')
  change(
    @Write() write: WriteRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeAttribute,
  ): Promise<AttributeDefinitionDto> {
    return this.writes.run(write, async (tx) =>
      toAttributeDefinitionDto(await this.attributes.change(tx, id, body, write.actor.accountId)),
    );
  }

  /** It is not asked any more after that day; values that products have stay. */
  @Post(':id/end')
  @HttpCode(200)
  end(
    @Write() write: WriteRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { effectiveTo }: EndAttribute,
  ): Promise<AttributeDefinitionDto> {
    return this.writes.run(write, async (tx) => toAttributeDefinitionDto(await this.attributes.end(tx, id, effectiveTo)));
  }
}

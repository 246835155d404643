import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, PageQuery, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { CreateToken, NewTokenDto, TokenPage } from './session.dto';
import { TokenService } from './token.service';

@ApiTags('Đăng nhập')
@Controller('api/v1/tokens')
export class TokenController {
  constructor(
    private readonly writes: Writes,
    private readonly tokens: TokenService,
  ) {}

  /** One's own tokens that still work. */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<TokenPage> {
    return this.tokens.list(actor, query);
  }

  /** Makes a token for a program. Its secret is in this answer and nowhere else. */
  @Post()
  create(@Write() write: WriteRequest, @Body() body: CreateToken): Promise<NewTokenDto> {
    return this.writes.run(
      write,
      (tx) => this.tokens.create(tx, write.actor, body),
      (answer) => ({ ...answer, token: null }),
    );
  }

  /** Revokes a token; it stops working at once. */
  @Delete(':tokenId')
  @HttpCode(204)
  revoke(@Write() write: WriteRequest, @Param('tokenId', ParseUUIDPipe) tokenId: string): Promise<void> {
    return this.writes.run(write, (tx) => this.tokens.revoke(tx, write.actor, tokenId));
  }
}

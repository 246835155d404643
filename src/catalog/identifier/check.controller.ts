import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { CheckDto, CheckRequest } from './check.dto';
import { checkTyped } from './check.rules';

@ApiTags('reference')
@Controller('api/v1/reference/check')
export class CheckController {
  constructor(private readonly clock: Clock) {}

  /** Checks one number or name while it is typed. Nothing is stored, so it needs no key; it is no GET, because addresses end up in logs. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: CheckDto })
  check(@Body() body: CheckRequest): CheckDto {
    const { value, shown, findings } = checkTyped(body, vietnamDay(this.clock.now()));
    return { kind: body.kind, isValid: value !== null, value, shown: shown ?? null, findings: [...findings] };
  }
}

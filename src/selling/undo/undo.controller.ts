import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { UndoAct, UndoneDto } from './undo.dto';
import { UndoService } from './undo.service';

@ApiTags('Uỷ quyền')
@Controller('api/v1/producers/:producerId/acts')
export class UndoController {
  constructor(
    private readonly writes: Writes,
    private readonly acts: UndoService,
  ) {}

  /** Puts back a price, or what was counted or adjusted in the store. */
  @Post(':seq/undo')
  @HttpCode(200)
  undo(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('seq') seq: string,
    @Body() { reason }: UndoAct,
  ): Promise<UndoneDto> {
    return this.writes.run(write, (tx) => this.acts.undo(tx, write.actor, producerId, numberOf(seq), reason));
  }
}

/** Throws: not-found, because there is no act of that number. */
function numberOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Problem(problems.notFound);
  return Number(text);
}

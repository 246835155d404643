import { ProposalDecisions } from './decision.service';
import { ProposalKinds } from './proposal-kinds';
import { ProposalController } from './proposal.controller';
import { ProposalService } from './proposal.service';

export const PROPOSAL_CONTROLLERS = [ProposalController];
export const PROPOSAL_PROVIDERS = [ProposalKinds, ProposalService, ProposalDecisions];

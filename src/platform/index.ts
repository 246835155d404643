export { ConnectionService, ConnectionSettings, type ConnectionFacts } from './connection/connection.service';
export type { Trouble } from './connection/connection.store';
export * from './contract';
export type { AccountFacts, PlatformAccount } from './gateway/account';
export { CallCancelled, NetworkInTransaction } from './gateway/cancelled';
export { explainFailure } from './gateway/explain.rules';
export { GatewaySettings, PlatformGateway } from './gateway/gateway';
export { PlatformModule } from './platform.module';
export { type KnownPlatform, PlatformRegistry } from './platform.registry';

import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import type { Env } from '../../config/env';
import { PeopleModule, PlatformNames } from '../people';
import { ConnectionController, PlatformController } from './connection/connection.controller';
import { ConnectionService, ConnectionSettings } from './connection/connection.service';
import type { PlatformAdapter } from './contract';
import { GatewaySettings, PlatformGateway } from './gateway/gateway';
import { PlatformRegistry } from './platform.registry';

/** Platforms, our shops there, and the one way to call them. Needs Transactions, Clock, Writes and SecretBoxes from the HTTP shell. */
@Module({})
export class PlatformModule implements OnModuleInit {
  constructor(
    private readonly registry: PlatformRegistry,
    private readonly names: PlatformNames,
  ) {}

  onModuleInit(): void {
    this.names.tell(new Map(this.registry.all().map(({ adapter, description }) => [adapter.code, description.name])));
  }

  static register(adapters: readonly PlatformAdapter[], env: Env): DynamicModule {
    const publicUrl = (): string => env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`;
    return {
      module: PlatformModule,
      global: true,
      imports: [PeopleModule],
      controllers: [ConnectionController, PlatformController],
      providers: [
        ConnectionService,
        PlatformGateway,
        { provide: PlatformRegistry, useFactory: () => new PlatformRegistry(adapters) },
        { provide: GatewaySettings, useValue: new GatewaySettings(env.ALLOW_LOOPBACK_PLATFORMS) },
        { provide: ConnectionSettings, useValue: new ConnectionSettings(publicUrl, env.ALLOW_LOOPBACK_PLATFORMS) },
      ],
      exports: [ConnectionService, PlatformGateway, PlatformRegistry],
    };
  }
}

import { CofferModule } from "@coffer/nestjs";
import { Module } from "@nestjs/common";
import { TerminusModule } from "@nestjs/terminus";
import { HealthController } from "./health.controller.js";
import { settings } from "./settings.js";
import { UsersController } from "./users.controller.js";
import { UsersRepository } from "./users.repository.js";
import { UsersService } from "./users.service.js";

@Module({
  imports: [CofferModule.forRoot({ settings, parent: import.meta }), TerminusModule],
  controllers: [UsersController, HealthController],
  providers: [UsersService, UsersRepository],
})
export class AppModule {}

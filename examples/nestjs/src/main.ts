// Cached methods of Nest. With a REDIS_URL it can be started twice, with another PORT: both share one cache.
import type { AddressInfo } from "node:net";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module.js";

const app = await NestFactory.create(AppModule, { logger: ["error", "warn"] });
app.enableShutdownHooks(); // SIGTERM and SIGINT close the application, and with it the caches
await app.listen(process.env.PORT ?? 3000);

const { port } = app.getHttpServer().address() as AddressInfo;
console.log(`http://localhost:${port}/users/1`);

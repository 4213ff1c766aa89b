import {
  Controller,
  Get,
  Headers,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
} from "@nestjs/common";
import { UsersService } from "./users.service.js";

@Controller("users/:id")
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  async find(@Param("id", ParseIntPipe) id: number) {
    const user = await this.users.find(id);
    if (user === null) throw new NotFoundException("no such user");
    return user;
  }

  @Get("greeting")
  greeting(@Param("id", ParseIntPipe) id: number, @Headers("x-user") reader = "nobody") {
    return this.users.greeting(id, reader);
  }

  @Put()
  async rename(@Param("id", ParseIntPipe) id: number, @Query("name") name: string) {
    await this.users.rename(id, name);
    return this.users.find(id);
  }

  @Post("visits")
  visit(@Param("id", ParseIntPipe) id: number) {
    return this.users.visit(id);
  }
}

export {
  type CofferDriver,
  cofferDriver,
  cofferDriver as default,
  type DriverOptions,
} from "./coffer-driver.js";

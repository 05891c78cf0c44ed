import type { Request } from 'express';
import { addressOf } from './address.js';
import { deviceOf } from './device.js';
import type { Whence } from './session.service.js';

export const whenceOf = (request: Request): Whence => ({
  address: addressOf(request.ip),
  device: deviceOf(request.get('user-agent')),
});

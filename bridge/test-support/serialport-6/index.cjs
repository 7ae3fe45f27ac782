// serialport 6 took the path as its first argument, listed by callback, and named a port `comName`.
// Everything else that openbci-cyton calls (on, write, drain, update, close, isOpen) is the same in 13.
const { SerialPort } = require('serialport');

class SerialPort6 extends SerialPort {
  constructor(path, options, callback) {
    super({ path, ...options }, callback);
  }

  static list(callback) {
    // oxlint-disable promise/no-callback-in-promise -- reason: the interface that stands in here is one of callbacks
    SerialPort.list().then(
      (ports) => callback(null, ports.map((port) => ({ ...port, comName: port.path }))),
      (error) => callback(error, []),
    );
  }
}

module.exports = SerialPort6;

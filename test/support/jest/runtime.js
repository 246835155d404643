const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Jest answers these itself. */
const OF_JEST = ['@jest/globals', 'expect'];

/**
 * Loads our own modules anew for each test file, as jest does, and packages once for each process, as Node does: loading Nest, TypeORM and the rest again took half of the time of a small
 * file. Nobody here mocks a package.
 */
class SharedPackages extends Runtime {
  constructor(config, ...rest) {
    super(config, ...rest);
    this.packages = createRequire(path.join(config.rootDir, 'package.json'));
    const { executor } = this; // not of jest's public interface: its version is fixed in package.json
    executor.compile = (source, filename) =>
      vm.compileFunction(source, executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
  }

  requireModuleOrMock(from, name) {
    const isPackage = !/^[./]/.test(name) && !isBuiltin(name) && !OF_JEST.includes(name);
    return isPackage ? this.packages(name) : super.requireModuleOrMock(from, name);
  }
}

module.exports = { __esModule: true, default: SharedPackages };

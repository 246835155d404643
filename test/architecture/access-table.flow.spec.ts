import { RouteList } from '../../src/shared/http';
import { ACCESS } from '../../src/people';
import { openApp, type TestApp } from '../support/app';

describe('the access table', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp({}, { docs: true });
  });
  afterAll(() => app.close());

  it('[SP1] has a line for every route of the program, and no line without a route', () => {
    const routes = app.app
      .get(RouteList)
      .all()
      .filter((route) => !/^GET \/(api\/docs|app$|app\/)/.test(route)); // files for everybody, served before any guard
    expect(routes.length).toBeGreaterThan(20);

    expect([...new Set(routes)].sort()).toEqual(Object.keys(ACCESS).sort());
  });
});

// Made by `npm run openapi`; do not edit.
export default async () => ({ '@nestjs/swagger': { models: [], controllers: [] } });

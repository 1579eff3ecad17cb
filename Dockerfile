# Two commands in one image: `serve` (default) and, as the scheduled job, `run` or `run --watch`.
#   docker run -v ./ledgerlake.yaml:/config/ledgerlake.yaml:ro -v ledgerlake-data:/config/data --env-file .env -p 8080:8080 ledgerlake
# In a container the receiver must listen on all interfaces: set receiver.host to 0.0.0.0. If you change receiver.port,
# set PORT for the health check too.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY receiver ./receiver
COPY loader ./loader
RUN npm run build

FROM node:24-slim AS production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

FROM node:24-slim
WORKDIR /app
# Durable writes wait in libuv's pool: with four threads they would queue behind each other.
# One arena of malloc keeps the loader's threads from holding a heap each.
ENV NODE_ENV=production UV_THREADPOOL_SIZE=16 MALLOC_ARENA_MAX=1 LEDGERLAKE_CONFIG=/config/ledgerlake.yaml PORT=8080
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY notebooks ./notebooks
COPY bundle ./bundle
RUN mkdir -p /config/data && chown -R node:node /config
USER node
WORKDIR /config
VOLUME /config/data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/loader/main.js"]
CMD ["serve"]

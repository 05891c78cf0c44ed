# Two stages: the first compiles and builds, the second runs. For machines without internet bring both images along
# (docker save, docker load), or name your own with --build-arg.
ARG BUILD_IMAGE=node:24-bookworm
ARG RUN_IMAGE=node:24-bookworm-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /app
# sqlite3 is compiled here, against the headers that come with the image: nothing but npm's packages is fetched.
ENV npm_config_nodedir=/usr/local npm_config_build_from_source=true
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY scripts ./scripts
COPY src ./src
COPY web ./web
RUN npm run build && npm prune --omit=dev

FROM ${RUN_IMAGE}
# pg_dump and pg_restore for backups, of the version that compose.yaml runs.
RUN apt-get update \
  && apt-get install -y --no-install-recommends postgresql-client-15 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY question-banks ./question-banks
COPY --from=build /app/dist ./dist
# A number, so that whoever runs it can see that it is not root. The root file system may be read-only: only /data is
# written, and /tmp by libraries.
RUN mkdir /data && chown 10001:10001 /data && chmod 700 /data
USER 10001:10001
ENV NODE_ENV=production DATA_DIR=/data PORT=8080
VOLUME /data
EXPOSE 8080
# For plain HTTP at PORT, which is also how a node behind nginx listens in TLS mode.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Without the supervisor of `npm start`: the engine starts it again. The young generation as there, docs/adr/0006.
CMD ["node", "--max-semi-space-size=64", "--enable-source-maps", "dist/server/main.js"]

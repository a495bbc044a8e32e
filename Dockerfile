# Kith without a database: it takes one through NEO4J_URI (docker-compose.yml brings one).

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY vendor ./vendor
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# What compiles and bundles stays behind.
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production KITH_HOME=/var/lib/kith
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/vendor ./vendor
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN mkdir -p /var/lib/kith && chown node:node /var/lib/kith && ln -s /app/dist/server/cli/kith.js /usr/local/bin/kith
USER node
VOLUME /var/lib/kith
EXPOSE 4747
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.KITH_PORT || 4747}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["kith"]
CMD ["start"]

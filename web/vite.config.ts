import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The page's own host goes along, so that Kith sees that the page is of this machine.
const kith = { target: 'http://127.0.0.1:4747', changeOrigin: false }

/** Builds the explorer into `dist/web`. `npx vite web` serves it with hot reload in front of a running `kith start`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    // Nothing is inlined as data: URI, so that the page works under `default-src 'self'`.
    assetsInlineLimit: 0,
    // Cytoscape with its layouts is one chunk of its own, fetched when the first graph is drawn.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': kith, '/docs': kith } },
})

import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { packed } from './packed.ts'

// The page's own host goes along, so that Kith sees that the page is of this machine.
const kith = { target: 'http://127.0.0.1:4747', changeOrigin: false }

const page = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the explorer and the address field into `dist/web`. `npx vite web` serves it with hot reload in front of a running `kith start`. */
export default defineConfig({
  root: page('.'),
  base: '/',
  plugins: [react(), packed()],
  build: {
    outDir: page('../dist/web'),
    emptyOutDir: true,
    // Nothing is inlined as data: URI, so that the page works under `default-src 'self'`.
    assetsInlineLimit: 0,
    // Cytoscape with its layouts is one chunk of its own, fetched when the first graph is drawn.
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      // The page, and the script of a checkout, which is asked for by its name.
      input: { main: page('index.html'), 'address-field': page('address-field/address-field.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'address-field' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': kith, '/docs': kith } },
})

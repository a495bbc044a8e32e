import { z } from 'zod'

// First import of the page. zod compiles parsers with `new Function`, which `default-src 'self'` forbids, and it
// decides so while schemas are built; therefore this runs before any module that builds one.
z.config({ jitless: true })

// What time it is by the server's own clock, in milliseconds since 1970.
// Read only.
RETURN datetime.realtime().epochMillis AS ms

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One blob up in blocks of 4 MiB over four connections and down at once, and the heap that it takes. */
record LargeBlob(Connections connections, int port, BlobRequests blobs, ProcessorTime time) {
    private static final String NAME = "/bench/huge";
    private static final int BLOCK_MEBIBYTES = 4;

    void measure(int mebibytes) throws Exception {
        byte[] block = new byte[BLOCK_MEBIBYTES << 20];
        ThreadLocalRandom.current().nextBytes(block);
        int blocks = (mebibytes + BLOCK_MEBIBYTES - 1) / BLOCK_MEBIBYTES;
        long before = heapInUse();
        HeapWatch watch = new HeapWatch();
        watch.start();
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        connections.run(
                port,
                4,
                () -> {
                    int number = next.getAndIncrement();
                    return number < blocks
                            ? blobs.signed("PUT", NAME, "blockid=" + blockId(number) + "\ncomp=block", "", block)
                            : null;
                },
                Long.MAX_VALUE);
        long staged = System.nanoTime();
        connections.once(port, blobs.signed("PUT", NAME, "comp=blocklist", "", blockList(blocks)));
        long up = System.nanoTime();
        connections.once(port, blobs.signed("GET", NAME, "", "", null));
        long down = System.nanoTime();
        watch.interrupt();
        watch.join();
        System.out.printf(
                "%d MiB: up in %.1f s and put together in %.1f s, down in %.1f s; heap in use %d KB before, at most %d KB meanwhile,"
                        + " %d KB more%n",
                BLOCK_MEBIBYTES * blocks,
                (staged - start) / 1e9,
                (up - staged) / 1e9,
                (down - up) / 1e9,
                before,
                watch.most,
                watch.most - before);
        System.out.printf("Resident memory of workspace-service: %d MB%n", time.resident("workspace"));
    }

    private static byte[] blockList(int blocks) {
        StringBuilder list = new StringBuilder("<BlockList>");
        for (int i = 0; i < blocks; i++) {
            list.append("<Latest>").append(blockId(i)).append("</Latest>");
        }
        return list.append("</BlockList>").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String blockId(int number) {
        // without what a query would have to encode
        return Base64.getEncoder().encodeToString(String.format("%09d", number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Forces a collection of the service again and again and notes the most that was in use after one. */
    private final class HeapWatch extends Thread {
        private long most;

        @Override
        public void run() {
            try {
                while (!isInterrupted()) {
                    most = Math.max(most, heapInUse());
                    sleep(500);
                }
            } catch (InterruptedException ended) {
                interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** KB that live objects take. */
    private long heapInUse() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info").split("Metaspace")[0]);
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process =
                new ProcessBuilder(program.toString(), time.pid("workspace"), command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(out);
        }
        return out;
    }
}

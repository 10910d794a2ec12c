import java.util.function.Supplier;

/**
 * How many requests a second a service answers, how long one takes, and the processor time of one: the service's, of that the
 * compilers', the rest of the platform's and the load generator's. Each kind of request is asked for until its rate stands still
 * before it is measured, since the second compiler begins late.
 */
record Measurement(Connections connections, ProcessorTime time, String service, int port, int seconds) {
    private static final long SECOND = 1_000_000_000L;
    private static final int STEP_SECONDS = 5;
    private static final int LEAST_STEPS = 3;
    private static final int MOST_STEPS = 18;
    private static final double STANDS_STILL = 1.03;
    // 0: until the rate stands still
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 0);

    void header() {
        System.out.printf(
                "%-24s %5s %9s %8s %8s %11s %12s %10s %13s %9s%n",
                "operation", "conn.", "a second", "p50 ms", "p99 ms", "service us", "(compilers)", "others us", "generator us",
                "warm-up s");
    }

    /** Prints a line, and returns the rate. */
    long measure(String name, int many, Supplier<Request> requests) throws Exception {
        int warmUp = warmUp(many, requests);
        long own = time.of(service);
        long compilers = time.compilersOf(service);
        long all = time.ofAll();
        long generator = ProcessorTime.ofGenerator();
        long start = System.nanoTime();
        long[] took = connections.run(port, many, requests, start + seconds * SECOND);
        double lasted = System.nanoTime() - start;
        own = time.of(service) - own;
        compilers = time.compilersOf(service) - compilers;
        all = time.ofAll() - all - own;
        generator = ProcessorTime.ofGenerator() - generator;
        long rate = Math.round(took.length * SECOND / lasted);
        System.out.printf(
                "%-24s %5d %9d %8.2f %8.2f %11.1f %12.1f %10.1f %13.1f %9d%n",
                name,
                many,
                rate,
                took[took.length / 2] / 1e6,
                took[(int) (took.length * 0.99)] / 1e6,
                own / 1e3 / took.length,
                compilers / 1e3 / took.length,
                all / 1e3 / took.length,
                generator / 1e3 / took.length,
                warmUp);
        return rate;
    }

    /** Until two steps one after the other are no faster than the best before, or for a given time; its seconds. */
    private int warmUp(int many, Supplier<Request> requests) throws Exception {
        if (WARM_UP_SECONDS > 0) {
            connections.run(port, many, requests, System.nanoTime() + WARM_UP_SECONDS * SECOND);
            return WARM_UP_SECONDS;
        }
        double best = 0;
        int slower = 0;
        int step = 0;
        while (step < MOST_STEPS && (step < LEAST_STEPS || slower < 2)) {
            long start = System.nanoTime();
            double rate =
                    connections.run(port, many, requests, start + STEP_SECONDS * SECOND).length
                            / (double) (System.nanoTime() - start);
            slower = rate > best * STANDS_STILL ? 0 : slower + 1;
            best = Math.max(best, rate);
            step++;
        }
        return step * STEP_SECONDS;
    }
}

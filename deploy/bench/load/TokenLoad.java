import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many tokens of an application a token endpoint issues at 1, 8 and 32 connections. With it, before and after: how many
 * RS256 signatures all cores of the machine make in a second with the same provider.
 *
 * <p>Arguments: port base, data folder, seconds a figure, and a number of connections where only that one is asked for, without
 * signatures; the owner's secret is read from the input.
 */
public final class TokenLoad {
    private static final int[] CONNECTIONS = {8, 1, 32};
    private static final long SECOND = 1_000_000_000L;
    private static final int SIGNING_SECONDS = 3;

    private static volatile long signatureNanos;

    private TokenLoad() {}

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        Platform platform = new Platform(connections, Integer.parseInt(arguments[0]), secret);
        Request request = platform.tokenRequest("https://management.azure.com/.default");
        Measurement measurement =
                new Measurement(
                        connections,
                        new ProcessorTime(Path.of(arguments[1], "run")),
                        "identity",
                        platform.identityPort(),
                        Integer.parseInt(arguments[2]));
        if (arguments.length > 3) {
            measurement.header();
            measurement.measure("token", Integer.parseInt(arguments[3]), () -> request);
            return;
        }
        long before = signatures();
        List<Long> rates = new ArrayList<>();
        measurement.header();
        for (int many : CONNECTIONS) {
            rates.add(measurement.measure("token", many, () -> request));
        }
        long after = signatures();
        long signatures = (before + after) / 2;
        System.out.printf(
                "One signature: %d us of processor time (%s)%n",
                signatureNanos / 1000, Signature.getInstance("SHA256withRSA").getProvider());
        System.out.printf(
                "RS256 signatures/s on %d cores in the same run: %d (before %d, after %d)%n",
                Runtime.getRuntime().availableProcessors(), signatures, before, after);
        System.out.print("Tokens to signatures:");
        for (long rate : rates) {
            System.out.printf(" %.2f", (double) rate / signatures);
        }
        System.out.println();
    }

    private static long signatures() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        long end = System.nanoTime() + SIGNING_SECONDS * SECOND;
        long used = ProcessorTime.ofGenerator();
        List<Long> counts = Connections.together(Runtime.getRuntime().availableProcessors(), () -> sign(pair, end));
        long made = counts.stream().mapToLong(Long::longValue).sum();
        signatureNanos = (ProcessorTime.ofGenerator() - used) / made;
        return made / SIGNING_SECONDS;
    }

    private static long sign(KeyPair pair, long end) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        byte[] message = new byte[1000];
        long count = 0;
        while (System.nanoTime() < end) {
            signature.update(message);
            signature.sign();
            count++;
        }
        return count;
    }
}

package io.mltwin.compute.runs;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of runs: given by the client or made by Azure ML ({@code {experiment}_{epoch}_{suffix}}). */
public final class RunId {

    private static final Pattern VALID = Pattern.compile("^[a-zA-Z0-9][\\w-]{0,255}$");
    private static final int LONGEST_EXPERIMENT = 200;

    private RunId() {}

    /**
     * The id, when it is one.
     *
     * @throws AzureException 400 {@code InvalidRunId}
     */
    public static String check(String id) {
        badRequestIf(
                !isValid(id),
                "InvalidRunId",
                "The run id '%s' is not valid: up to 256 letters, digits, underscores and dashes, the first a letter"
                        + " or digit.",
                id);
        return id;
    }

    public static boolean isValid(String id) {
        // matches(), not find(): "$" alone would let a line end through
        return id != null && VALID.matcher(id).matches();
    }

    public static String generate(String experiment, Instant now, SecureRandom random) {
        byte[] suffix = new byte[4];
        random.nextBytes(suffix);
        String name =
                experiment.length() > LONGEST_EXPERIMENT ? experiment.substring(0, LONGEST_EXPERIMENT) : experiment;
        return name + "_" + now.getEpochSecond() + "_" + HexFormat.of().formatHex(suffix);
    }
}

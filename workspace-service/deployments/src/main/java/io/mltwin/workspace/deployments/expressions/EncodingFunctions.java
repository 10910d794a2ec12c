package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;
import static io.mltwin.workspace.deployments.expressions.TextFunctions.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.encoding.Sha256;
import io.mltwin.encoding.UriEncoding;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/** Functions between texts and other forms, and names derived from texts. */
final class EncodingFunctions {

    private static final ObjectMapper READER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EncodingFunctions() {}

    static void register() {
        add("base64", 1, 1, a -> text(base64(a.text(0))));
        add("base64ToString", 1, 1, a -> text(decoded(a, a.text(0))));
        add("base64ToJson", 1, 1, a -> json(a, decoded(a, a.text(0))));
        add("json", 1, 1, a -> json(a, a.text(0)));
        add("uriComponent", 1, 1, a -> text(UriEncoding.encodePathSegment(a.text(0))));
        add("uriComponentToString", 1, 1, EncodingFunctions::uriComponentToString);
        add("uri", 2, 2, EncodingFunctions::uri);
        add("dataUri", 1, 1, a -> text("data:text/plain;charset=utf8;base64," + base64(a.text(0))));
        add("dataUriToString", 1, 1, EncodingFunctions::dataUriToString);
        add("guid", 1, ANY, a -> text(DeterministicNames.guid(texts(a)).toString()));
        add("uniqueString", 1, ANY, a -> text(DeterministicNames.uniqueString(texts(a))));
        add(
                "newGuid",
                0,
                0,
                EnumSet.of(ExpressionLocation.PARAMETER_DEFAULT),
                a -> text(a.evaluation().context().random().get().toString()));
    }

    private static List<String> texts(Arguments arguments) {
        List<String> texts = new java.util.ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            texts.add(arguments.text(i));
        }
        return texts;
    }

    private static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(Arguments arguments, String value) {
        try {
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException none) {
            throw arguments.wrong("the value is no base64.");
        }
    }

    private static JsonNode json(Arguments arguments, String value) {
        arguments.charge((long) EvaluationBudget.STEP * value.length());
        try {
            JsonNode read = READER.readTree(value);
            if (read.isMissingNode()) {
                throw arguments.wrong("the value is empty and no JSON.");
            }
            return read;
        } catch (JsonProcessingException none) {
            throw arguments.wrong("the value is no JSON.");
        }
    }

    private static JsonNode uriComponentToString(Arguments arguments) {
        try {
            return text(UriEncoding.decodePathSegment(arguments.text(0)));
        } catch (IllegalArgumentException none) {
            throw arguments.wrong("the value is no encoded URI component.");
        }
    }

    private static JsonNode uri(Arguments arguments) {
        try {
            URI base = URI.create(arguments.text(0));
            if (!base.isAbsolute()) {
                throw arguments.wrong("the base is no absolute URI.");
            }
            return text(base.resolve(arguments.text(1)).toString());
        } catch (IllegalArgumentException none) {
            throw arguments.wrong("the value is no URI.");
        }
    }

    private static JsonNode dataUriToString(Arguments arguments) {
        String value = arguments.text(0);
        int comma = value.indexOf(',');
        if (!value.startsWith("data:") || comma < 0) {
            throw arguments.wrong("the value is no data URI.");
        }
        String content = value.substring(comma + 1);
        return value.substring(0, comma).endsWith(";base64")
                ? text(decoded(arguments, content))
                : text(UriEncoding.decodeFormValue(content));
    }

    /**
     * {@code uniqueString()} and {@code guid()} of Azure's templates: the same texts always give the
     * same name.
     *
     * <p>Deviation: uniqueString and guid give other values than Azure's for the same texts, since
     * Microsoft does not publish how they are computed.
     */
    static final class DeterministicNames {

        private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
        private static final int LENGTH = 13;
        private static final int BITS = 5;
        private static final UUID NAMESPACE = UUID.fromString("6f4a5b0e-7c1d-5e2a-9b3f-8d6c4a2e1f00");

        private DeterministicNames() {}

        /** 13 lower-case letters and digits. */
        static String uniqueString(List<String> texts) {
            long hash = ByteBuffer.wrap(Sha256.hash(joined(texts))).getLong();
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                name.append(ALPHABET.charAt((int) (hash >>> (64 - BITS))));
                hash <<= BITS;
            }
            return name.toString();
        }

        /** A name-based UUID of version 5. */
        static UUID guid(List<String> texts) {
            byte[] name = joined(texts);
            byte[] named = ByteBuffer.allocate(16 + name.length)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .put(name)
                    .array();
            ByteBuffer hash = ByteBuffer.wrap(sha1(named));
            long high = hash.getLong() & ~0xF000L | 0x5000L;
            long low = hash.getLong() & ~(0xC000L << 48) | 0x8000L << 48;
            return new UUID(high, low);
        }

        /** Two lists are joined to the same text only when they are the same. */
        private static byte[] joined(List<String> texts) {
            StringBuilder joined = new StringBuilder();
            texts.forEach(text -> joined.append(text.length()).append(':').append(text));
            return joined.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static byte[] sha1(byte[] content) {
            try {
                return MessageDigest.getInstance("SHA-1").digest(content);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-1", e);
            }
        }
    }
}

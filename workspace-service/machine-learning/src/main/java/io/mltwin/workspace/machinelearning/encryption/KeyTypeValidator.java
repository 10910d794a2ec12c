package io.mltwin.workspace.machinelearning.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;

/** The key is there, in force, and RSA of 2048, 3072 or 4096 bits. */
final class KeyTypeValidator implements EncryptionValidator {

    private static final List<Integer> SIZES = List.of(2048, 3072, 4096);

    private final Clock clock;

    KeyTypeValidator(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void validate(EncryptionRequest request) {
        JsonNode key = request.keyVersion()
                .orElseThrow(() -> unfit(request, "does not exist"))
                .path("properties");
        if (!key.path("attributes").path("enabled").asBoolean(false)) {
            throw unfit(request, "is disabled");
        }
        long now = clock.instant().getEpochSecond();
        if (key.path("attributes").path("nbf").asLong(now) > now
                || key.path("attributes").path("exp").asLong(now + 1) <= now) {
            throw unfit(request, "is not in its time of validity");
        }
        boolean rsa = key.path("kty").asText().startsWith("RSA");
        if (!rsa || !SIZES.contains(key.path("keySize").asInt())) {
            throw unfit(request, "is not an RSA key of 2048, 3072 or 4096 bits");
        }
    }

    private static RuntimeException unfit(EncryptionRequest request, String why) {
        return EncryptionErrors.unfit("The key '" + request.given().key() + "' " + why + ".");
    }
}

package io.mltwin.identity.signingkeys;

import io.mltwin.armweb.ArmErrors;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The administrator's look at the signing keys, and their rollover, which Azure does by itself. */
@Path("/_mltwin/keys")
class KeysControlResource {

    private final SigningKeyService keys;

    KeysControlResource(SigningKeyService keys) {
        this.keys = keys;
    }

    /** Which purpose's key to roll over; null for Azure AD's. */
    record RolloverBody(String purpose) {}

    /** A published key; without {@code retiresOn} it is the one that signs. */
    record KeyBody(String purpose, String keyId, Instant retiresOn) {}

    @GET
    public List<KeyBody> list() {
        return Arrays.stream(KeyPurpose.values()).flatMap(purpose -> of(purpose).stream()).toList();
    }

    @POST
    @Path("rollover")
    public List<KeyBody> rollOver(RolloverBody body) {
        KeyPurpose purpose =
                body == null || body.purpose() == null
                        ? KeyPurpose.AZURE_AD
                        : named(body.purpose());
        keys.rollOver(purpose);
        return of(purpose);
    }

    private static KeyPurpose named(String name) {
        return Arrays.stream(KeyPurpose.values())
                .filter(purpose -> purpose.stored().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                ArmErrors.invalidRequestContent(
                                        "'purpose' must be azure-ad, azure-ml or azure-ad-b2c."));
    }

    private List<KeyBody> of(KeyPurpose purpose) {
        return keys.published(purpose).stream()
                .map(key -> new KeyBody(purpose.stored(), key.keyId(), key.retiresOn()))
                .toList();
    }
}

package io.mltwin.compute.datastores;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.compute.datastores.DatastoreErrors.noSecret;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.datastores.ArmDatastoreBody.Secrets;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * {@code POST …/datastores/{name}/listSecrets}: the one way to a datastore's secret, by {@code
 * datastores/listsecrets/action}. Who asks for an expirable secret gets a signature for the
 * container or share instead of the account's key.
 */
@Singleton
record DatastoreSecrets(DatastoreService datastores, DatastoreKeys keys, PlatformClock clock) {

    private static final int MOST_HOURS = 24 * 7;

    /** {@code SecretExpiry}. */
    record Request(Boolean expirableSecret, Integer expireAfterHours) {

        boolean isExpirable() {
            return Boolean.TRUE.equals(expirableSecret);
        }

        Duration validity() {
            int hours = requireNonNullElse(expireAfterHours, 1);
            invalidRequestContentIf(hours < 1 || hours > MOST_HOURS, "expireAfterHours must be 1 to %s.", MOST_HOURS);
            return Duration.ofHours(hours);
        }
    }

    /** Returns the secret; {@code asked} is null for one that does not expire. */
    Secrets list(OpenWorkspace open, String name, Request asked) {
        Request request = asked == null ? new Request(null, null) : asked;
        Datastore datastore = datastores.get(open, name).datastore();
        Kind kind = datastore.credentials().kind();
        if (kind == Kind.NONE) {
            throw noSecret(name);
        }
        String secret = keys.secret(open.workspace(), datastore);
        return switch (kind) {
            case ACCOUNT_KEY ->
                request.isExpirable()
                        ? sas(datastore, secret, request)
                        : new Secrets(kind.armName(), secret, null, null, null);
            case SAS -> Secrets.sas(secret);
            case CERTIFICATE -> new Secrets(kind.armName(), null, null, null, secret);
            default -> new Secrets(kind.armName(), null, null, secret, null);
        };
    }

    private Secrets sas(Datastore datastore, String key, Request request) {
        // storage compares with wall time, as with any client's signature
        return Secrets.sas(datastore.signature(
                key,
                datastore.type() == DatastoreType.FILE ? ShareSas.ALL : ContainerSas.ALL,
                clock.wall().instant().plus(request.validity())));
    }
}

package io.mltwin.workspace.subscriptions;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The administrator's seed: subscriptions, idempotent. */
@Path("/_mltwin/seed")
public class SeedResource {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Subscriptions subscriptions;

    SeedResource(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** The content of a seed. */
    public record SeedBody(List<Subscription> subscriptions) {}

    /** How many there were in the seed. */
    public record SeedAnswer(int subscriptions) {}

    @PUT
    public SeedAnswer seed(SeedBody body) {
        invalidRequestContentIf(
                body == null || body.subscriptions() == null,
                "Give {\"subscriptions\":[{\"subscriptionId\",\"tenantId\",\"displayName\"}]}.");
        body.subscriptions().forEach(SeedResource::validate);
        body.subscriptions().forEach(subscriptions::upsert);
        return new SeedAnswer(body.subscriptions().size());
    }

    private static void validate(Subscription given) {
        boolean valid = given.subscriptionId() != null
                && UUID.matcher(given.subscriptionId()).matches()
                && given.tenantId() != null
                && UUID.matcher(given.tenantId()).matches()
                && given.displayName() != null;
        invalidRequestContentIf(!valid, "A subscription needs subscriptionId and tenantId (GUIDs) and displayName.");
    }
}

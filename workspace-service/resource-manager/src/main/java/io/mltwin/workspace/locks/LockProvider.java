package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.missingSubscription;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.Rules;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.workspace.subscriptions.Subscription;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/locks, of a subscription or what lies in one; a list of the root shows the tenant's. */
@Singleton
record LockProvider(TrackedTypes kit, LockEntity.Rows rows, Subscriptions subscriptions) implements ResourceProvider {

    static final String TYPE = "Microsoft.Authorization/locks";

    private static final TypeReference<List<LockBody.Owner>> OWNERS = new TypeReference<>() {};

    private static final Rules<LockBody> RULES = Rules.of(LockBody.class, "", (name, why) -> invalidRequestContent(why))
            .required("A lock needs properties.level: CanNotDelete or ReadOnly.", "properties.level")
            .and(body -> LockLevel.of(body.properties().level()))
            .matches("(?s).{0,512}", "The notes of a lock have at most 512 characters.", "properties.notes");

    /** A lock on the wire. */
    record LockBody(Properties properties) {

        record Properties(String level, String notes, List<Owner> owners) {}

        record Owner(String applicationId) {}
    }

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(TYPE, rows, LockEntity::new, LockBody.class, "lock")
                .extending()
                .validate((call, body) -> RULES.check(body))
                .apply(LockProvider::change)
                .show(LockProvider::body)
                .listing(this::listed)
                .type()
                .require(LockProvider::requireSubscription)
                .build());
    }

    private static void requireSubscription(ArmCall call) {
        boolean listOfRoot = call.isList() && call.id().isRoot();
        if (call.id().subscriptionId() == null && !listOfRoot) {
            throw missingSubscription();
        }
    }

    private static void change(LockEntity row, LockBody body) {
        if (row.isNew()) {
            row.scopeId = row.armId().providerScope().toString();
        }
        row.level = LockLevel.of(body.properties().level()).text();
        row.notes = body.properties().notes();
        row.owners = Json.write(orEmpty(body.properties().owners()));
    }

    private static LockBody body(LockEntity row) {
        List<LockBody.Owner> owners = Json.read(row.owners, OWNERS);
        return new LockBody(new LockBody.Properties(row.level, row.notes, owners.isEmpty() ? null : owners));
    }

    private List<LockEntity> listed(ArmCall call) {
        return call.id().isRoot()
                ? subscriptions.ofTenant(call.caller().tenantId()).stream()
                        .map(Subscription::id)
                        .flatMap(scope -> rows.in(scope, TYPE).stream())
                        .toList()
                : rows.in(call.id(), TYPE);
    }
}

package io.mltwin.keyvault.vaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Caller;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import io.mltwin.keyvault.vaults.VaultBody.Permissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessPoliciesTest {

    private static final String TENANT = "10000000-0000-4000-8000-000000000001";
    private static final String OTHER_TENANT = "10000000-0000-4000-8000-000000000002";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what, policy tenant, policy principal, policy application, verbs, asked kind, asked verb,
        // allowed
        "the principal has the verb, own, me, , get list, SECRETS, get, true",
        "case does not matter, own, ME, , GET, SECRETS, get, true",
        "another verb, own, me, , get list, SECRETS, set, false",
        "another kind, own, me, , get list, KEYS, get, false",
        "all verbs, own, me, , all, SECRETS, purge, true",
        "no verbs, own, me, , , SECRETS, get, false",
        "through a group, own, group, , get, SECRETS, get, true",
        "another principal, own, you, , get, SECRETS, get, false",
        "a policy of another tenant, other, me, , get, SECRETS, get, false",
        "through the named application, own, me, app, get, SECRETS, get, true",
        "through another application, own, me, other-app, get, SECRETS, get, false"
    })
    void policiesAreEvaluatedAsAzureDoes(
            String what,
            String tenant,
            String principal,
            String application,
            String verbs,
            Kind kind,
            String verb,
            boolean allowed) {
        // Given
        AccessPolicy policy = new AccessPolicy(
                tenant.equals("own") ? TENANT : OTHER_TENANT,
                principal,
                application,
                secrets(verbs == null ? new String[0] : verbs.split(" ")));
        Caller caller = new Caller(TENANT, "me", "app", null, List.of("group"));

        // When
        boolean answer = AccessPolicies.allow(vault(policy), caller, kind, verb);

        // Then
        assertThat(answer).as(what).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "get list, ADD, set, get list set",
        "get list, ADD, GET delete, get list delete",
        "get list, REPLACE, set, set",
        "get list, REMOVE, list, get",
        "get list, REMOVE, get list, ''",
        "get list, REMOVE, '', ''",
    })
    void addReplaceAndRemoveChangeOnlyThatPrincipal(
            String before, AccessPolicyOperation operation, String given, String after) {
        // Given
        AccessPolicy bystander = new AccessPolicy(TENANT, "you", null, secrets("all"));
        List<AccessPolicy> present = List.of(policy(before), bystander);

        // When
        List<AccessPolicy> changed = operation.apply(present, List.of(policy(given)));

        // Then
        assertThat(changed).contains(bystander);
        List<AccessPolicy> mine = changed.stream()
                .filter(policy -> policy.objectId().equals("me"))
                .toList();
        if (after.isEmpty()) {
            assertThat(mine).isEmpty();
        } else {
            assertThat(mine)
                    .singleElement()
                    .satisfies(
                            one -> assertThat(String.join(" ", one.permissions().secrets()))
                                    .isEqualTo(after));
        }
    }

    @Test
    void addGivesANewPrincipalAPolicy() {
        assertThat(AccessPolicyOperation.ADD.apply(List.of(), List.of(policy("get"))))
                .containsExactly(policy("get"));
    }

    private static AccessPolicy policy(String verbs) {
        return new AccessPolicy(TENANT, "me", null, secrets(verbs.isEmpty() ? new String[0] : verbs.split(" ")));
    }

    private static Permissions secrets(String... verbs) {
        return new Permissions(null, List.of(verbs), null, null);
    }

    private static Vault vault(AccessPolicy policy) {
        return new Vault(
                UUID.randomUUID(),
                "kv1",
                "/x",
                "eastus",
                TENANT,
                false,
                false,
                List.of(policy),
                90,
                false,
                NetworkRules.of(null, null),
                null);
    }
}

package io.mltwin.identity.rbac.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.rbac.denyassignments.DenyAssignment;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import io.mltwin.identity.rbac.roles.TimedAssignment;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * The evaluator agrees with a plain, slow reading of the documentation, on 10 000 random worlds of
 * roles, assignments, groups and deny assignments; and its matcher on as many patterns.
 */
class EvaluatorPropertyTest {

    private static final List<String> WORDS = List.of("m", "w", "c", "ww", "read", "write", "Read");
    private static final List<String> PRINCIPALS = List.of("p", "q", "g1", "g2", "g3", "G2");
    private static final List<String> SCOPES = List.of(
            "/",
            "/subscriptions/s",
            "/subscriptions/S2",
            "/subscriptions/s/resourceGroups/rg",
            "/subscriptions/s/resourceGroups/rg2",
            "/subscriptions/s/resourcegroups/RG/providers/M/w/a",
            "/subscriptions/s/resourceGroups/rg/providers/M/w/a/c/b",
            "/subscriptions/s/resourceGroups/rg/providers/M/w/ab");

    private static int allowed;

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void agreesWithTheDocumentation(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        List<RoleDefinition> roles = list(random, 4, i -> role("r" + i, random));
        List<RoleAssignment> assignments = list(random, 6, i -> assignment(i, roles, random));
        List<DenyAssignment> denials = random.nextInt(3) == 0 ? list(random, 2, i -> denial(i, random)) : List.of();
        Map<String, List<String>> groups = new HashMap<>();
        for (String member : List.of("p", "q", "g1", "g2", "g3")) {
            groups.put(member, list(random, 1, i -> "g" + (1 + random.nextInt(3))));
        }
        AccessSnapshot snapshot = AccessSnapshot.of(
                roles, assignments.stream().map(TimedAssignment::always).toList(), denials, groups, Clock.systemUTC());
        SlowReference reference = new SlowReference(roles, assignments, denials, groups);
        for (int i = 0; i < 4; i++) {
            String principal = one(PRINCIPALS, random);
            List<String> tokenGroups = list(random, 1, n -> one(PRINCIPALS, random));
            String action = action(random);
            String scope = one(SCOPES, random);
            boolean data = random.nextInt(4) == 0;
            // When
            boolean decided = snapshot.of(principal, tokenGroups).isAllowed(action, scope, data);
            // Then
            assertThat(decided)
                    .as("%s %s may %s at %s (data: %s)", principal, tokenGroups, action, scope, data)
                    .isEqualTo(reference.isAllowed(principal, tokenGroups, action, scope, data));
            allowed += decided ? 1 : 0;
            Statistics.label("decision").collect(decided);
        }
    }

    @AfterContainer
    static void bothAnswersWereSeen() {
        assertThat(allowed).isGreaterThan(1_000);
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void matchesAsTheDocumentationSays(@ForAll long seed) {
        Random random = new Random(seed);
        String letters = "a/*";
        String pattern = text(random, letters, 9);
        String action = text(random, "a/b", 9);
        assertThat(ActionPattern.of(pattern).matches(action))
                .as("'%s' matches '%s'", pattern, action)
                .isEqualTo(SlowReference.matches(pattern, action));
    }

    private static String text(Random random, String letters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static RoleDefinition role(String id, Random random) {
        return new RoleDefinition(
                id,
                RoleDefinition.Kind.CUSTOM,
                "t",
                id,
                null,
                permissions(random),
                List.of("/"),
                null,
                null,
                null,
                null);
    }

    private static List<Permission> permissions(Random random) {
        List<Permission> permissions = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            permissions.add(new Permission(
                    list(random, 3, n -> pattern(random)),
                    list(random, 1, n -> pattern(random)),
                    list(random, 1, n -> pattern(random)),
                    list(random, 1, n -> pattern(random))));
        }
        return permissions;
    }

    private static RoleAssignment assignment(int i, List<RoleDefinition> roles, Random random) {
        String role = roles.isEmpty() ? "gone" : one(roles, random).roleId();
        return new RoleAssignment(
                "a" + i,
                one(SCOPES, random),
                role,
                one(List.of("p", "q", "g1", "g2", "g3"), random),
                "User",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null);
    }

    private static DenyAssignment denial(int i, Random random) {
        List<DenyAssignment.Principal> about = random.nextBoolean()
                ? List.of(new DenyAssignment.Principal(DenyAssignment.EVERYBODY, "SystemDefined"))
                : list(random, 2, n -> principal(random));
        return new DenyAssignment(
                "d" + i,
                one(SCOPES, random),
                "deny " + i,
                null,
                permissions(random),
                random.nextBoolean(),
                about,
                list(random, 1, n -> principal(random)),
                true,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null);
    }

    private static DenyAssignment.Principal principal(Random random) {
        return new DenyAssignment.Principal(one(PRINCIPALS, random), "User");
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i <= random.nextInt(4); i++) {
            pattern.append(i == 0 ? "" : "/").append(random.nextInt(3) == 0 ? "*" : one(WORDS, random));
            if (random.nextInt(8) == 0) {
                pattern.append('*');
            }
        }
        return pattern.toString();
    }

    private static String action(Random random) {
        StringBuilder action = new StringBuilder("m");
        for (int i = 0; i <= random.nextInt(3); i++) {
            action.append('/').append(one(WORDS, random));
        }
        return action.toString();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static <T> List<T> list(Random random, int most, java.util.function.IntFunction<T> made) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            all.add(made.apply(i));
        }
        return all;
    }
}

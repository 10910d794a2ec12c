package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.managedidentities.HostedIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which identities a workspace has after a request; {@code <a>} stands for the id of identity a.
 */
class IdentityPlanTest {

    private static final String IDS =
            "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PUT | new | {} | own",
                "PUT | new | {'identity':{'type':'SystemAssigned'}} | own",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':{}}},'properties':{'primaryUserAssignedIdentity':'<a>'}} | a as a",
                "PUT | new | {'identity':{'type':'userassigned','userAssignedIdentities':{'<a>':{},'<b>':{}}},'properties':{'primaryUserAssignedIdentity':'<B>'}} | a b as b",
                "PUT | new | {'identity':{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':{'<a>':{}}}} | own a",
                "PUT | new | {'identity':{'type':'SystemAssigned, UserAssigned','userAssignedIdentities':{'<a>':{}}},'properties':{'primaryUserAssignedIdentity':'<a>'}} | own a as a",
                "PUT | new | {'identity':{'type':'SystemAssigned'},'properties':{'primaryUserAssignedIdentity':''}} | own",
                "PUT | a as a | {} | a as a",
                "PUT | own a as a | {'identity':{'type':'SystemAssigned'}} | own",
                "PUT | a b as a | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':{}}}} | a as a",
                "PATCH | a b as a | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':{}}}} | a b as a",
                "PATCH | a b as a | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<b>':null}}} | a as a",
                "PATCH | a b as a | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<A>':null}},'properties':{'primaryUserAssignedIdentity':'<b>'}} | b as b",
                "PATCH | own | {'identity':{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':{'<a>':{}}}} | own a",
                "PATCH | own a as a | {'identity':{'type':'SystemAssigned,UserAssigned','userAssignedIdentities':{'<a>':null,'<b>':{}}}} | own b",
                "PATCH | own a | {'properties':{'primaryUserAssignedIdentity':'<a>'}} | own a as a",
                "PATCH | a as a | {'identity':{'type':'SystemAssigned'}} | own",
            })
    void whatARequestLeaves(String method, String before, String body, String after) throws Exception {
        assertThat(text(plan(method, before, body))).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PUT | new | {'identity':{'type':'None'}} | ValidationError",
                "PUT | new | {'identity':{'type':'Mine'}} | InvalidRequestContent",
                "PUT | new | {'identity':{'userAssignedIdentities':{'<a>':{}}}} | InvalidRequestContent",
                "PUT | new | {'identity':{'type':'UserAssigned'}} | ValidationError",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':{}}} | ValidationError",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':['<a>']}} | InvalidRequestContent",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':'yes'}}} | InvalidRequestContent",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'a':{}}}} | InvalidRequestContent",
                "PUT | new | {'identity':{'type':'SystemAssigned','userAssignedIdentities':{'<a>':{}}}} | InvalidRequestContent",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':{}}}} | ValidationError",
                "PUT | new | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':{}}},'properties':{'primaryUserAssignedIdentity':'<b>'}} | ValidationError",
                "PUT | new | {'properties':{'primaryUserAssignedIdentity':'<a>'}} | ValidationError",
                "PUT | new | {'properties':{'primaryUserAssignedIdentity':'x'}} | ValidationError",
                "PATCH | a as a | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':null}}} | ValidationError",
                "PATCH | a b as a | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':null}}} | ValidationError",
                "PATCH | own | {'identity':{'type':'UserAssigned','userAssignedIdentities':{'<a>':{}}}} | ValidationError",
                "PATCH | a as a | {'identity':{'type':'None'}} | ValidationError",
            })
    void whatIsRefused(String method, String before, String body, String code) {
        assertThatThrownBy(() -> plan(method, before, body)).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.code()).isEqualTo(code);
        });
    }

    private static IdentityPlan plan(String method, String before, String body) throws JsonProcessingException {
        String written = body.replace('\'', '"').replaceAll("<([a-zA-Z])>", IDS + "$1");
        return IdentityPlan.of(row(before), Json.read(written, WorkspaceBody.class), method.equals("PUT"), JSON);
    }

    private static WorkspaceEntity row(String text) {
        if (text.equals("new")) {
            return null;
        }
        WorkspaceEntity row = new WorkspaceEntity();
        String[] sides = text.split(" as ");
        List<String> names = Arrays.asList(sides[0].split(" "));
        row.ownIdentity = names.contains("own");
        row.userIdentities = HostedIdentity.write(names.stream()
                .filter(name -> !name.equals("own"))
                .map(name -> new HostedIdentity(IDS + name, "o", "c", "t", new byte[0]))
                .toList());
        row.primaryIdentity = sides.length == 1 ? null : IDS + sides[1];
        return row;
    }

    private static String text(IdentityPlan plan) {
        String assigned = plan.assigned().stream().map(id -> id.name()).sorted().collect(Collectors.joining(" "));
        String all = ((plan.own() ? "own " : "") + assigned).strip();
        return plan.primary() == null
                ? all
                : all
                        + " as "
                        + plan.primary()
                                .substring(plan.primary().lastIndexOf('/') + 1)
                                .toLowerCase();
    }
}

package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.SmallStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFilterTest {

    private static final String OBJECT = """
            {"id": "o1", "appId": "a1", "displayName": "Contoso's owner", "accountEnabled": true,
             "createdDateTime": "2026-02-03T04:05:06Z", "tags": [], "signInAudience": null,
             "servicePrincipalNames": ["a1", "api://contoso"],
             "passwordCredentials": [{"keyId": "k1", "hint": "abc"}]}
            """;

    private static JsonNode object() throws Exception {
        return JsonMapper.builder().build().readTree(OBJECT);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "servicePrincipalNames/any(c:c eq 'A1'), true",
                "servicePrincipalNames/any(c: c eq 'a2'), false",
                "\"servicePrincipalNames/any(c:startswith(c,'api://'))\", true",
                "tags/any(), false",
                "passwordCredentials/any(p:p/hint eq 'abc' and p/keyId eq 'k1'), true",
                "passwordCredentials/any(p:p/hint eq 'abd'), false",
                "appId eq 'a1', true",
                "id eq 'o1', true",
                "id eq o1, true",
                "\"id in ('o2', 'O1')\", true",
                "\"id in ('o2')\", false",
                "\"startswith(displayName,'contoso')\", true",
                "\"startswith(displayName,'owner')\", false",
                "\"endswith(displayName,'OWNER')\", true",
                "displayName eq 'Contoso''s owner', true",
                "displayName ne 'Contoso''s owner', false",
                "signInAudience eq null, true",
                "signInAudience ne null, false",
                "accountEnabled eq true, true",
                "accountEnabled eq false, false",
                "not accountEnabled eq true, false",
                "not(appId eq 'x'), true",
                "createdDateTime ge 2026-01-01T00:00:00Z, true",
                "createdDateTime lt 2026-01-01T00:00:00Z, false",
                "appId eq 'x' or appId eq 'a1', true",
                "appId eq 'x' or appId eq 'a1' and id eq 'o2', false",
                "(appId eq 'x' or appId eq 'a1') and id eq 'o1', true",
                "displayName eq ' or ' or id eq 'o1', true",
            })
    void readsWhatClientsSend(String filter, boolean expected) throws Exception {
        assertThat(GraphFilter.parse(filter, GraphType.SERVICE_PRINCIPAL).matches(object()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "city eq 'x'",
                "appId eq",
                "appId eq 'a1",
                "appId eq 'a1' and",
                "appId eq 'a1') or id eq 'o1'",
                "(appId eq 'a1'",
                "appId like 'a1'",
                "contains(displayName,'x')",
                "startswith(displayName)",
                "startswith(city,'x')",
                "accountEnabled eq 'true'",
                "appId eq true",
                "servicePrincipalNames eq 'a1'",
                "servicePrincipalNames/any(c:d eq 'a1')",
                "servicePrincipalNames/any(c:c eq 'a1'",
                "id in 'o1'",
                "((((((((((((((((((((((id eq 'o1'))))))))))))))))))))))",
            })
    void refusesTheRestAsABadRequest(String filter) {
        assertThatThrownBy(() ->
                        GraphFilter.parse(filter, GraphType.SERVICE_PRINCIPAL).matches(object()))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void aLongFilterIsRefused() {
        String filter = "id eq 'o1'" + " or id eq 'o1'".repeat(1000);

        assertThatThrownBy(() -> GraphFilter.parse(filter, GraphType.USER)).isInstanceOf(AzureException.class);
    }

    @ParameterizedTest
    @CsvSource({"appId ne 'x', true", "not id eq 'x', true", "id eq 'x', false"})
    void knowsWhatGraphWantsEventualConsistencyFor(String filter, boolean advanced) {
        assertThat(GraphFilter.parse(filter, GraphType.SERVICE_PRINCIPAL).isAdvanced())
                .isEqualTo(advanced);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id eq 1 or ", "id eq 1 and ", "not ", "(", "tags/any(t:", "not (id eq 1 or "})
    void aFilterHasSoManyTermsAndNoMore(String part) {
        String text = part.repeat(7900 / part.length()) + "id eq 1";

        assertThatThrownBy(() -> SmallStack.call(() -> GraphFilter.parse(text, GraphType.USER)))
                .isInstanceOf(AzureException.class);
    }
}

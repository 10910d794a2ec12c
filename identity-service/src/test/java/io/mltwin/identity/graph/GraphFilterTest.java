package io.mltwin.identity.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFilterTest {

    private static final DirectoryPrincipal APPLICATION =
            new DirectoryPrincipal(
                    "o1", "t", PrincipalKind.APPLICATION, "Contoso's owner", "a1", null);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "servicePrincipalNames/any(c:c eq 'A1'), true",
                "servicePrincipalNames/any(c:c eq 'a2'), false",
                "appId eq 'a1', true",
                "id eq 'o1', true",
                "\"startswith(displayName,'contoso')\", true",
                "\"startswith(displayName,'owner')\", false",
                "displayName eq 'Contoso''s owner', true",
                "userPrincipalName eq 'x' or mail eq 'x', false",
                "appId eq 'x' or appId eq 'a1', true",
            })
    void readsWhatClientsSend(String filter, boolean expected) {
        assertThat(GraphFilter.parse(filter).test(APPLICATION)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"appId ne 'x'", "nonsense", "city eq 'x'"})
    void refusesTheRest(String filter) {
        assertThatThrownBy(() -> GraphFilter.parse(filter).test(APPLICATION))
                .isInstanceOf(AzureFault.class)
                .hasMessageContaining("not built");
    }
}

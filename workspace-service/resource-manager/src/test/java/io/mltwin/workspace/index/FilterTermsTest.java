package io.mltwin.workspace.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.SmallStack;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters as Azure's clients send them. */
class FilterTermsTest {

    private static final Set<String> ALLOWED = Set.of("resourcetype", "name", "tagname", "tagvalue");

    @Test
    void termsAreJoinedByAnd() {
        assertThat(FilterTerms.parse("resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'and it''s'", ALLOWED))
                .isEqualTo(Map.of("resourcetype", "Microsoft.KeyVault/vaults", "name", "and it's"));
        assertThat(FilterTerms.parse("tagname eq 'a' AND tagvalue eq ''", ALLOWED))
                .isEqualTo(Map.of("tagname", "a", "tagvalue", ""));
    }

    @Test
    void noFilterHasNoTerms() {
        assertThat(FilterTerms.parse(null, ALLOWED)).isEmpty();
        assertThat(FilterTerms.parse(" ", ALLOWED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name eq",
                "name eq x",
                "name ne 'x'",
                "name eq 'x' or name eq 'y'",
                "color eq 'x'",
                "name eq 'x' and",
                "name eq 'x' name eq 'y'",
                "name eq 'x"
            })
    void anythingElseIsRefused(String filter) {
        assertThatThrownBy(() -> FilterTerms.parse(filter, ALLOWED))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.code()).isEqualTo("InvalidFilterInQueryString"));
    }

    @Test
    void aLongTextNeedsNoStack() {
        String text = "name eq '" + "x''".repeat(200_000) + "'";

        assertThat(SmallStack.call(() -> FilterTerms.parse(text, ALLOWED))).containsKey("name");
    }
}

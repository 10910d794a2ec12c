package io.mltwin.workspace.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.resources.ResourceListProvider.ResourceFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lists of resources accept is shown by ResourceListResourceTest. */
class ResourceFilterTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "name, 400",
                "name eq x, 400",
                "name gt 'x', 400",
                "not name eq 'x', 400",
                "(name eq 'x'), 400",
                "name eq 'x' and (name eq 'y' or name eq 'z'), 400",
                "colour eq 'x', 400",
                "tagName ne 'x', 400",
                "tagValue eq 'x', 400",
                "tagName eq 'a' or tagValue eq 'x', 400",
                "\"endswith(name, 'x')\", 400",
                "\"startswith('x', name)\", 400",
                "\"substringof(name, 'x')\", 400",
                "\"substringof('x', location)\", 400",
                "kind eq 'x', 501",
                "identity/principalId eq 'x', 501"
            })
    void refusesTheRest(String filter, int status) {
        assertThatThrownBy(() -> ResourceFilter.parse(filter))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    @Test
    void noFilterHasNoTerms() {
        assertThat(ResourceFilter.parse(null).alternatives()).isEmpty();
        assertThat(ResourceFilter.parse(" ").alternatives()).isEmpty();
    }
}

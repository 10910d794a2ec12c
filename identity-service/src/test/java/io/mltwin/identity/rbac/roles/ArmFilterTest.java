package io.mltwin.identity.rbac.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.SmallStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmFilterTest {

    @Test
    void readsTermsJoinedByAnd() {
        ArmFilter filter = ArmFilter.parse("atScope() and assignedTo('x') AND roleName eq 'Sales and Marketing'");
        assertThat(filter.terms())
                .containsExactly(
                        new ArmFilter.Term("atScope", null, true),
                        new ArmFilter.Term("assignedTo", "x", true),
                        new ArmFilter.Term("roleName", "Sales and Marketing", false));
        assertThat(ArmFilter.parse(null).terms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a ne 'b'", "atScope() or atScope()", "a eq b"})
    void refusesTheRest(String filter) {
        assertThatThrownBy(() -> ArmFilter.parse(filter)).isInstanceOf(AzureException.class);
    }

    @Test
    void aLongTextNeedsNoStack() {
        String text = "roleName eq 'a' and roleName eq " + "'x'".repeat(20_000);

        assertThatThrownBy(() -> SmallStack.call(() -> ArmFilter.parse(text))).isInstanceOf(AzureException.class);
    }
}

package io.mltwin.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer leads to the console's own pages only. */
class PageAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/resources", "/resources/subscriptions/s/resourceGroups/g?search=a%20b", "/flow/0123#hop-1"
            })
    void leadsToItsOwnPages(String address) {
        assertThat(PageAddress.ofConsole(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "resources",
                " /resources",
                "/resources\r\nSet-Cookie: a=b",
                "/\t/evil.example",
                "/resources\\..\\evil"
            })
    void leadsHomeForAnyOther(String address) {
        assertThat(PageAddress.ofConsole(address)).isEqualTo("/");
    }

    @Test
    void leadsHomeForNone() {
        assertThat(PageAddress.ofConsole(null)).isEqualTo("/");
    }
}

package io.mltwin.scoring.registry.scanning;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.registry.scanning.AdvisoryMatcher.VersionOrder;
import java.util.Comparator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "Debian:11, 1.1.1k-1+deb11u1, <, 1.1.1k-1+deb11u2",
        "Debian:11, 1.1.1k-1+deb11u2, =, 1.1.1k-1+deb11u2",
        "Debian:11, 1.1.1n-0+deb11u5, >, 1.1.1k-1+deb11u2",
        "Debian:11, 1:1.2.11.dfsg-2, <, 1:1.2.11.dfsg-2+deb11u1",
        "Debian:11, 1:1.0, >, 2.0",
        "Debian:11, 1.0~rc1, <, 1.0",
        "Debian:11, 1.0~~, <, 1.0~",
        "Debian:11, 1.9, <, 1.10",
        "Debian:11, 1.0a, <, 1.0+",
        "Debian:11, 1.0, =, 1.00",
        "Debian:11, 1.0-1, >, 1.0",
        "Debian:11, 2-1-1, >, 2-1",
        "Ubuntu:22.04, 3.0.2-0ubuntu1.9, <, 3.0.2-0ubuntu1.10",
        "Maven, 2.0-beta9, <, 2.0-rc1",
        "Maven, 2.14.1, <, 2.15.0",
        "Maven, 2.15.0, =, 2.15",
        "Maven, 5.2.20.RELEASE, =, 5.2.20",
        "Maven, 2.0-beta9, <, 2.0",
        "Maven, 2.0-alpha1, <, 2.0-beta1",
        "Maven, 1.0-rc1, <, 1.0",
        "Maven, 1.0-SNAPSHOT, <, 1.0",
        "Maven, 1.0-sp1, >, 1.0",
        "Maven, 1.10, >, 1.9",
        "Maven, 2.12.1, >, 2.12",
        "PyPI, 5.3.1, <, 5.4",
        "PyPI, 5.4, =, 5.4.0",
        "PyPI, 5.4b1, <, 5.4",
        "PyPI, 5.4.dev1, <, 5.4a1",
        "PyPI, 5.4rc1, >, 5.4b2",
        "PyPI, 5.4.post1, >, 5.4",
        "PyPI, 1!1.0, >, 2.0",
        "PyPI, 2.31.0+local, =, 2.31.0",
        "PyPI, nonsense, <, 0"
    })
    void versionsAreComparedAsTheirManagersDo(String ecosystem, String one, String relation, String other) {
        Comparator<String> order = VersionOrder.of(ecosystem);
        int expected = relation.equals("<") ? -1 : relation.equals(">") ? 1 : 0;
        assertThat(Integer.signum(order.compare(one, other))).isEqualTo(expected);
        assertThat(Integer.signum(order.compare(other, one))).isEqualTo(-expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "null",
            value = {
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0",
                "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H, 9.0",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8",
                "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:N/A:N, 6.1",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H, 7.5",
                "CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H, 7.8",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, 0.0",
                "CVSS:3.1/AV:N, null",
                "AV:N/AC:L/Au:N/C:P/I:P/A:P, null"
            })
    void aVectorHasItsBaseScore(String vector, Double score) {
        assertThat(CvssScore.of(vector)).isEqualTo(score);
    }
}

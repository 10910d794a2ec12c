package io.mltwin.workspace.storage.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that the constructor of .NET's Guid takes, and near misses. */
class LeaseIdTest {

    private static final String CANONICAL = "d85b1407-351d-4694-9392-03acc5870eb1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d85b1407351d4694939203acc5870eb1",
                "D85B1407351D4694939203ACC5870EB1",
                "d85b1407-351d-4694-9392-03acc5870eb1",
                " D85B1407-351D-4694-9392-03ACC5870EB1 ",
                "{d85b1407-351d-4694-9392-03acc5870eb1}",
                "(d85b1407-351d-4694-9392-03acc5870eb1)",
                "{0xd85b1407,0x351d,0x4694,{0x93,0x92,0x03,0xac,0xc5,0x87,0x0e,0xb1}}",
                "{0xD85B1407, 0x351D, 0x4694, {0x93, 0x92, 0x3, 0xAC, 0xC5, 0x87, 0xE, 0xB1}}"
            })
    void forms(String id) {
        assertThat(LeaseId.canonicalOrNull(id)).isEqualTo(CANONICAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "mine",
                "d85b1407351d4694939203acc5870eb",
                "d85b1407351d4694939203acc5870eb12",
                "g85b1407351d4694939203acc5870eb1",
                "d85b1407-351d-4694-939203acc5870eb1",
                "d85b1407-351d4694-9392-03acc5870eb1-",
                "{d85b1407-351d-4694-9392-03acc5870eb1",
                "{d85b1407-351d-4694-9392-03acc5870eb1)",
                "{d85b1407351d4694939203acc5870eb1}",
                "{0xd85b1407,0x351d,0x4694,0x93,0x92,0x03,0xac,0xc5,0x87,0x0e,0xb1}",
                "{0xd85b1407f,0x351d,0x4694,{0x93,0x92,0x03,0xac,0xc5,0x87,0x0e,0xb1}}",
                "{d85b1407,351d,4694,{93,92,03,ac,c5,87,0e,b1}}",
                "\uFF44\uFF1885b1407351d4694939203acc5870eb1"
            })
    void others(String id) {
        assertThat(LeaseId.canonicalOrNull(id)).isNull();
    }
}

package io.mltwin.compute.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Families and cores as Azure's list of sizes has them. */
class VmSizeTest {

    @ParameterizedTest
    @CsvSource({
        "STANDARD_DS2_V2, standardDSv2Family, 2",
        "Standard_D3_v2, standardDv2Family, 4",
        "Standard_DS12_v2, standardDSv2Family, 4",
        "Standard_D4_v3, standardDv3Family, 4",
        "Standard_D2s_v3, standardDSv3Family, 2",
        "Standard_F4s_v2, standardFSv2Family, 4",
        "Standard_NC6, standardNCFamily, 6",
        "Standard_NC6s_v3, standardNCSv3Family, 6",
        "Standard_A2, standardAFamily,",
        "S, S,"
    })
    void aNameSaysFamilyAndCores(String name, String family, Integer cores) {
        VmSize size = VmSize.parse(name);

        assertThat(size.family()).isEqualTo(family);
        assertThat(size.cores().orElse(null)).isEqualTo(cores);
    }
}

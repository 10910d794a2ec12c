package io.mltwin.compute.attachedmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineKeyTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void eachKeyIsAnotherOne() {
        MachineKey first = MachineKey.generate(random);
        MachineKey second = MachineKey.generate(random);

        assertThat(first.publicLine("c")).isNotEqualTo(second.publicLine("c"));
        assertThat(first.secret()).isNotEqualTo(second.secret());
        assertThat(MachineKey.newName(random)).matches("ssh-[0-9a-f]{32}").isNotEqualTo(MachineKey.newName(random));
    }

    @Test
    void aKeyIsReadFromTheVaultsSecretAndItsPublicLine() {
        MachineKey key = MachineKey.generate(random);

        MachineKey read = MachineKey.parse(key.secret(), key.publicLine("azureml:w/vm"));

        assertThat(read.pair().getPrivate()).isEqualTo(key.pair().getPrivate());
        assertThat(read.publicLine("c")).isEqualTo(key.publicLine("c"));
        assertThat(key).hasToString("key of a machine");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "not a secret,''", "AAAA,ecdsa-sha2-nistp256 AAAA"})
    void whatIsNoKeyIsRefusedWithoutItsText(String secret, String line) {
        assertThatThrownBy(() -> MachineKey.parse(secret, line))
                .isInstanceOf(RuntimeException.class)
                .hasMessageNotContaining("not a secret");
    }

    @ParameterizedTest
    @CsvSource({
        "azureml:w1/vm-1,azureml:w1/vm-1",
        "a b,a-b",
        "'a\nssh-rsa AAAA',a-ssh-rsa-AAAA",
        "'x\"; rm -rf',x---rm--rf"
    })
    void aCommentNeverBeginsAnotherLine(String comment, String shown) {
        assertThat(MachineKey.generate(random).publicLine(comment))
                .matches("ecdsa-sha2-nistp256 [A-Za-z0-9+/=]+ \\S+")
                .endsWith(" " + shown);
    }
}

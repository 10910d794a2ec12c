package io.mltwin.compute.quotas;

import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Sizes of virtual machines with what Azure documents of them, the same in every region.
 *
 * <p>Deviation: those of ten families, without prices; a cluster may name another size.
 */
@Singleton
class VirtualMachineSizes {

    private final List<SizeBody> all;

    VirtualMachineSizes() {
        try (InputStream sizes = VirtualMachineSizes.class.getResourceAsStream("/vm-sizes.csv")) {
            all = new String(sizes.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(SizeBody::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<SizeBody> all() {
        return all;
    }

    Optional<SizeBody> find(String name) {
        return all.stream().filter(size -> AsciiCase.equal(size.name(), name)).findFirst();
    }

    /** Families of them, in the table's order. */
    List<String> families() {
        return all.stream().map(SizeBody::family).distinct().toList();
    }
}

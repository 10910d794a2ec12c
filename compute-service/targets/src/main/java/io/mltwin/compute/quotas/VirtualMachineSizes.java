package io.mltwin.compute.quotas;

import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
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

    /**
     * {@code VirtualMachineSize} of Azure Machine Learning (2020-08-01 to 2023-04-01), without prices.
     */
    record SizeBody(
            String name,
            String family,
            int vCPUs,
            int gpus,
            int osVhdSizeMB,
            int maxResourceVolumeMB,
            BigDecimal memoryGB,
            boolean lowPriorityCapable,
            boolean premiumIO,
            List<String> supportedComputeTypes) {

        private static final int OS_DISK_MB = 1_047_552;

        /** A line of vm-sizes.csv: name, family, vCPUs, GPUs, memory in GB, disk in MB, premium IO. */
        static SizeBody of(String line) {
            String[] cells = line.split(",");
            return new SizeBody(
                    cells[0],
                    cells[1],
                    Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3]),
                    OS_DISK_MB,
                    Integer.parseInt(cells[5]),
                    new BigDecimal(cells[4]),
                    true,
                    Boolean.parseBoolean(cells[6]),
                    List.of("AmlCompute", "ComputeInstance"));
        }
    }
}

package io.mltwin.compute.quotas;

import java.math.BigDecimal;
import java.util.List;

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

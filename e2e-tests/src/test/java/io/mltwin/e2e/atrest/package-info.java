/**
 * Plaintexts are brought to where users bring them, and looked for in all that the platform keeps.
 * Uses {@code customerkeys} and {@code fixtures}. Start reading at {@code PlaintextScanTest}.
 */
package io.mltwin.e2e.atrest;

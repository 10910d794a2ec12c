/** Charts, each with its table. Uses nothing. Start with {@link io.mltwin.console.chart.Chart}. */
package io.mltwin.console.chart;

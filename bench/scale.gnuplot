# Draws what bench/scale measured: the table `from`, the pictures `cpu` and `size`.
set datafile separator ","
set datafile missing ""
set logscale xy
set key outside right top
set xlabel "entities"
set format x "10^{%T}"
set grid
set style data linespoints
set terminal svg size 820,420 dynamic font "sans-serif,13" background "white"

set output cpu
set ylabel "seconds of CPU"
plot 0.05 * x title "SpecQL in Python, 50 ms an entity" with lines dashtype 2, \
     from using "entities":"cold" title "cold build", \
     from using "entities":"noop" title "cold build of no-ops", \
     from using "entities":"confiture" title "of Confiture", \
     from using "entities":"null" title "nothing to do", \
     from using "entities":"noop_null" title "nothing to do, no-ops", \
     from using "entities":"edit" title "one field edited", \
     from using "entities":"scan" title "scan", \
     from using "entities":"walk" title "fts and stat"

set output size
set ylabel "MB"
plot from using "entities":"first_mb" title "the first specql-ninja", \
     from using "entities":"change_mb" title "a scan that makes shapes anew", \
     from using "entities":"graph_mb" title "the graph", \
     from using "entities":"scan_mb" title "scan", \
     from using "entities":"tool_mb" title "largest tool", \
     16 + 600 * x / 1e6 title "limit: 16 MB and 600 bytes an entity" with lines dashtype 2

# cmake --workflow --preset bench: how fast, beside timewarrior, hledger and calcurse where they are installed. Figures go to
# .build/bench/figures.md; UPDATE_README=1 writes them into README.md beside this file. timesheet_bench --help says what else it can do.
find_program(bench_timewarrior timew REQUIRED)
set(bench ${CMAKE_CURRENT_LIST_DIR})

add_executable(bench_generate ${bench}/generate.c ${bench}/history.c)
target_link_libraries(bench_generate PRIVATE timesheet_options)

# Linked with what the program is linked with, in the same way.
add_executable(bench_floor ${bench}/floor.c)
target_link_libraries(bench_floor PRIVATE timesheet_options PkgConfig::ncurses PkgConfig::sqlite3 PkgConfig::sodium
	PkgConfig::uv PkgConfig::utf8proc m)

file(GLOB bench_sources CONFIGURE_DEPENDS ${bench}/bench*.c)
add_executable(timesheet_bench ${bench_sources})
target_link_libraries(timesheet_bench PRIVATE timesheet_options)
target_compile_definitions(timesheet_bench PRIVATE BENCH_PROGRAM="$<TARGET_FILE:timesheet>"
	BENCH_FLOOR="$<TARGET_FILE:bench_floor>" BENCH_GENERATE="$<TARGET_FILE:bench_generate>"
	BENCH_DATA="${CMAKE_BINARY_DIR}/histories")
add_dependencies(timesheet_bench timesheet bench_floor bench_generate)

add_custom_target(bench COMMAND sh ${bench}/bench.sh $<TARGET_FILE:timesheet_bench> ${CMAKE_BINARY_DIR}/figures.md
	${bench}/README.md DEPENDS timesheet_bench VERBATIM USES_TERMINAL)

# One fuzzer a file fuzz_NAME.c, its corpus tests/corpus/NAME. ROUNDS: other than usual; SOURCES: compiled into it too.
# Under the preset "fuzz" it runs with libFuzzer, longer if one likes: cmake --preset fuzz -DTIMESHEET_FUZZ_SECONDS=3600.
# Anywhere else replay.c drives it, the same way every time.
set(TIMESHEET_FUZZ_SECONDS 20 CACHE STRING "How long each fuzzer searches")
set(TIMESHEET_FUZZ_ROUNDS 20000 CACHE STRING "How many inputs replay makes from a corpus")

if(TIMESHEET_FUZZ)
	if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
		message(FATAL_ERROR "libFuzzer comes with clang: cmake --preset fuzz")
	endif()
	# All code is counted, the fuzzers alone get libFuzzer's main.
	target_compile_options(timesheet_options INTERFACE -fsanitize=fuzzer-no-link)
	target_link_options(timesheet_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_custom_target(fuzzers)
function(add_fuzzer name)
	cmake_parse_arguments(PARSE_ARGV 1 fuzzer "" "ROUNDS" "SOURCES;LIBRARIES")
	if(NOT fuzzer_ROUNDS)
		set(fuzzer_ROUNDS ${TIMESHEET_FUZZ_ROUNDS})
	endif()
	set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
	add_executable(fuzz_${name} fuzz/fuzz_${name}.c fuzz/character.c ${fuzzer_SOURCES})
	target_link_libraries(fuzz_${name} PRIVATE test_options ${fuzzer_LIBRARIES})
	add_dependencies(fuzzers fuzz_${name})
	# Their checks are assertions, whatever the build type.
	target_compile_options(fuzz_${name} PRIVATE -UNDEBUG)
	if(TIMESHEET_FUZZ)
		set(found ${CMAKE_CURRENT_BINARY_DIR}/corpus/${name})
		file(MAKE_DIRECTORY ${found})
		target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
		math(EXPR limit "${TIMESHEET_FUZZ_SECONDS} + 60")
		add_test(NAME fuzz/${name} COMMAND fuzz_${name} -max_total_time=${TIMESHEET_FUZZ_SECONDS} -timeout=10
			-rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix=${found}- ${found} ${corpus})
		set_tests_properties(fuzz/${name} PROPERTIES TIMEOUT ${limit})
	else()
		target_sources(fuzz_${name} PRIVATE fuzz/replay.c sanitizer.c)
		add_test(NAME fuzz/${name} COMMAND fuzz_${name} ${corpus} ${fuzzer_ROUNDS})
	endif()
	set_tests_properties(fuzz/${name} PROPERTIES LABELS fuzz ENVIRONMENT "LC_ALL=C.UTF-8")
endfunction()

add_fuzzer(when LIBRARIES timesheet_pure)
add_fuzzer(text LIBRARIES timesheet_pure)
add_fuzzer(keys LIBRARIES timesheet_ui PkgConfig::utf8proc)
add_fuzzer(config ROUNDS 4000 LIBRARIES timesheet_ui timesheet_pure PkgConfig::utf8proc)
add_fuzzer(row LIBRARIES timesheet_data PkgConfig::utf8proc)
add_fuzzer(exchange LIBRARIES timesheet_data PkgConfig::utf8proc)
# libical takes its time.
add_fuzzer(ical ROUNDS 4000 LIBRARIES timesheet_data PkgConfig::utf8proc)
add_fuzzer(table LIBRARIES timesheet_data PkgConfig::utf8proc)
add_fuzzer(step LIBRARIES timesheet_data PkgConfig::utf8proc)
add_fuzzer(packet LIBRARIES timesheet_data)
add_fuzzer(serve LIBRARIES timesheet_data)
# Fewer rounds where an input takes longer.
add_fuzzer(sealed ROUNDS 4000 SOURCES fuzz/store.c LIBRARIES timesheet_data PkgConfig::sqlite3 PkgConfig::sodium)
add_fuzzer(sync ROUNDS 2000 SOURCES fuzz/store.c LIBRARIES timesheet_data PkgConfig::sqlite3 PkgConfig::sodium)
add_fuzzer(typing ROUNDS 2000 LIBRARIES campaign timesheet_ui timesheet_data timesheet_pure PkgConfig::utf8proc)
add_fuzzer(program ROUNDS 2000 SOURCES fuzz/store.c LIBRARIES campaign timesheet_program timesheet_term timesheet_ui timesheet_data
	timesheet_pure PkgConfig::uv PkgConfig::sqlite3 PkgConfig::sodium)

# In the campaign, and not inside of what it builds: longer, with libFuzzer, whatever this build is made with.
if(NOT TIMESHEET_FUZZ)
	add_test(NAME campaign/fuzz COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/campaign.sh ${CMAKE_SOURCE_DIR})
	set_tests_properties(campaign/fuzz PROPERTIES TIMEOUT 3600)
endif()

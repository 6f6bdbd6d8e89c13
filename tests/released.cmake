# The program once more, as it is released: the real key derivation, the real clock, hardened, without sanitizers. What can only
# be seen there is tested on it, whatever this build is.
if(TIMESHEET_RELEASED)
	add_library(released_options INTERFACE)
	get_target_property(released_definitions timesheet_program COMPILE_DEFINITIONS)
	target_include_directories(released_options INTERFACE ${CMAKE_SOURCE_DIR})
	target_compile_definitions(released_options INTERFACE _GNU_SOURCE TIMESHEET_VERSION="${PROJECT_VERSION}" ${released_definitions})
	target_compile_options(released_options INTERFACE -O2)
	add_language_options(released_options)
	add_hardening(released_options)
	add_fortification(released_options)
	add_executable(timesheet_released ${pure_sources} ${data_sources} ${ui_sources} ${CMAKE_SOURCE_DIR}/ui/terminal/term.c ${program_sources})
	add_embedded_text(timesheet_released src/manual/pages.h ${manual_pages})
	get_target_property(released_links timesheet LINK_OPTIONS)
	target_link_options(timesheet_released PRIVATE ${released_links})
	target_link_libraries(timesheet_released PRIVATE released_options PkgConfig::sqlite3 PkgConfig::sodium PkgConfig::uv PkgConfig::utf8proc
		PkgConfig::ncurses m)

	file(GLOB released_tests CONFIGURE_DEPENDS released/test_*.c)
	add_library(released_support INTERFACE)
	target_link_libraries(released_support INTERFACE program_support timesheet_data PkgConfig::sodium)
	target_include_directories(released_support INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/program)
	target_compile_definitions(released_support INTERFACE TEST_RELEASED="$<TARGET_FILE:timesheet_released>")
	add_unit_tests(released SOURCES ${released_tests} LIBRARIES released_support)
	add_test(NAME tools/hardened
		COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/tools/hardened.sh ${CMAKE_C_COMPILER} $<TARGET_FILE:timesheet_released>)
	set_tests_properties(tools/hardened PROPERTIES LABELS tools)
endif()

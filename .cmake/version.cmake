# Which commit this is, and when it was made: git says so in a checkout; in a tree that was packed (git archive) it stands in the
# file `commit`. Sets TIMESHEET_COMMIT (empty: nobody knows) and TIMESHEET_EPOCH, in seconds.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/commit commit_line LIMIT_COUNT 1)
if(commit_line MATCHES "Format" AND EXISTS ${CMAKE_SOURCE_DIR}/.git)
	find_package(Git QUIET)
	if(Git_FOUND)
		execute_process(COMMAND ${GIT_EXECUTABLE} log -1 "--format=%H %ct" WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
			OUTPUT_VARIABLE commit_line OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
		# With another commit the build configures itself anew.
		execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --path-format=absolute --git-path logs/HEAD
			WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE commit_log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
		if(EXISTS "${commit_log}")
			set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${commit_log}")
		endif()
	endif()
endif()
set(TIMESHEET_COMMIT "")
set(TIMESHEET_EPOCH 0)
if(commit_line MATCHES "^([0-9a-f]+) ([0-9]+)$")
	set(TIMESHEET_EPOCH ${CMAKE_MATCH_2})
	string(SUBSTRING ${CMAKE_MATCH_1} 0 12 TIMESHEET_COMMIT)
endif()
